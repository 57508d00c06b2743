import logging

from .db import Session

log = logging.getLogger(__name__)


class Tickets:
    # Speaks of Slack, and has methods that are named as if they called it.
    def __init__(self, slack_client, db):
        self.slack_client = slack_client
        self.db = db
        self.client = Session()

    def users_list(self):
        return self.db.users_list()

    def team_info(self):
        log.info("team.info")
        return self.users_list()

    def notify(self, channel):
        self.slack_client.chat_postMessage(channel=channel, text="done")  # want: chat.postMessage
        self.slack_client.users_list(limit=200)  # want: users.list
        self.client.files_list()
        return self.db.files_info("a")

    def replies(self, channel, thread):
        return self.slack_client.conversations_replies(channel=channel, ts=thread)  # want: conversations.replies
