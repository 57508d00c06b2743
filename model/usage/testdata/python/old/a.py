from slackclient import SlackClient
import os, time

sc = SlackClient(os.environ["T"])
if sc.rtm_connect():  # want: rtm.connect
    while True:
        sc.rtm_read()
        time.sleep(1)
sc.api_call("chat.postMessage", channel="C", text="x")  # want: chat.postMessage
users = sc.api_call('users.list').get('members')  # want: users.list
sc.rtm_send_message("C1", "hi")
sc.server.api_call("im.open", user="U")  # want: im.open
response = sc.api_call(
    method="reactions.add",  # want: reactions.add
    name="x")


def call(method, **kw):
    return sc.api_call("conversations." + method, **kw)


call("list")  # want: conversations.list
call("join", channel="C")  # want: conversations.join
