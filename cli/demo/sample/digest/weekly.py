"""The week's deployments, as a file, with how people took them."""

import os

from slack_sdk import WebClient

client = WebClient(token=os.environ["BELL_BOT_TOKEN"])


def deployments(channel, since):
    """All messages of the channel that came after a moment."""
    page = client.conversations_history(channel=channel, oldest=since)
    return page["messages"]


def cheers(channel, message):
    """How many reactions a message has."""
    reply = client.reactions_get(channel=channel, timestamp=message["ts"], full=True)
    return sum(r["count"] for r in reply["message"].get("reactions", []))


def publish(channel, report):
    client.files_upload_v2(channel=channel, filename="week.csv", content=report)
