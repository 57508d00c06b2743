"""The help desk: tickets from messages.

Posts with client.chat_postMessage(...) and https://slack.com/api/chat.delete.
"""
import os

from slack_bolt import App
from slack_sdk import WebClient

app = App(token=os.environ["SLACK_BOT_TOKEN"])
web = WebClient(token=os.environ["SLACK_BOT_TOKEN"])


@app.event("app_mention")
def mentioned(event, say, client):
    '''Answers with client.pins_add(...).'''
    say(f"On it, <@{event['user']}>")  # want: chat.postMessage
    client.reactions_add(channel=event["channel"], name="eyes")  # want: reactions.add
    who = client.users_info(user=event["user"])  # want: users.info
    client.chat_postEphemeral(  # want: chat.postEphemeral
        channel=event["channel"],
        user=event["user"],
        text="client.users_list() is not a call here",
    )
    return who


@app.action("close")
def close(ack, body, client):
    ack()
    client.views_open(trigger_id=body["trigger_id"], view={})  # want: views.open
    # client.views_push(trigger_id=body["trigger_id"], view={})
    app.client.chat_update(channel="C1", ts="1", text="closed")  # want: chat.update


def archive(channel):
    for page in web.conversations_history(channel=channel):  # want: conversations.history
        for message in page["messages"]:
            web.chat_getPermalink(channel=channel, message_ts=message["ts"])  # want: chat.getPermalink
    (
        web
        .conversations_archive(channel=channel)  # want: conversations.archive
    )
    web.files_upload_v2(file="report.txt")  # want: files.getUploadURLExternal files.completeUploadExternal
    web.api_call("conversations.mark", params={})  # want: conversations.mark
    web.api_call(api_method="team.info")  # want: team.info


def lookup(email):
    return WebClient(token="x").users_lookupByEmail(email=email)  # want: users.lookupByEmail


def say_nothing():
    methods = ["chat.scheduleMessage", "users.list"]
    print("stars.list", methods)
