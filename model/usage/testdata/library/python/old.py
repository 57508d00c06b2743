from slacker import Slacker
from bolt_app import app
from slack_bolt.adapter.socket_mode import SocketModeHandler

slack = Slacker(token)
slack.chat.post_message("#kitchen", "soup")  # want: chat.postMessage
slack.users.list()  # want: users.list
mail.users.list()
SocketModeHandler(app, app_token).start()  # want: apps.connections.open
