from enum import Enum

from slack_sdk import WebClient

from .lib.slack_http import Relay


class Method(str, Enum):
    HISTORY = "conversations.history"
    MEMBERS = "conversations.members"


METHODS = {"list": "bookmarks.list"}


def run(relay: Relay, urgent, token):
    relay.ask("reminders.add", text="x")  # want: reminders.add
    relay.ask(Method.HISTORY, channel="C1")  # want: conversations.history
    for page in relay.ask_all(Method.MEMBERS.value, channel="C1"):  # want: conversations.members
        print("pins.list", page)
    name = (
        "chat.postEphemeral"
        if urgent
        else "chat.postMessage"
    )
    relay.ask(name, text="x")  # want: chat.postEphemeral chat.postMessage
    for method in ["team.info", "dnd.info"]:
        relay.ask(method)  # want: team.info dnd.info
    client = WebClient(token=token)
    safe_slack_call("users_info", user="U1")  # want: users.info
    getattr(client, "usergroups_list")()  # want: usergroups.list
    post = client.chat_update  # want: chat.update
    post(channel="C1", ts="1.2")
    raise_for("emoji.list")
    assert name != "files.info"


def safe_slack_call(name, **arguments):
    return getattr(WebClient(), name)(**arguments)
