# Others do the calling: what they are handed is as good as called.
import asyncio
from functools import partial

from slack_sdk import WebClient


class Desk:
    def __init__(self, slack: WebClient, patience):
        self.slack = slack
        self.patience = patience

    async def tell(self, channel, text):
        await asyncio.to_thread(self.slack.chat_postMessage, channel=channel, text=text)  # want: chat.postMessage
        await asyncio.to_thread(
            self.slack.bookmarks_add,  # want: bookmarks.add
            channel_id=channel,
        )
        people = self.patience.persist(3, self.slack.users_list, limit=50)  # want: users.list
        everybody = partial(self.slack.usergroups_list)  # want: usergroups.list
        return people, everybody

    def pages(self):
        for page in self.fetch_pages_of(1):
            yield page
        yield from self.get_pages(resource="team.billableInfo")  # want: team.billableInfo

    def decoys(self, mock_slack, desk):
        assert hasattr(self.slack.pins_add, "retry")
        assert_never_called(self.slack.pins_remove)
        mock_slack.chat_update.assert_called_once()
        print(self.slack.chat_delete, "is not called")
        pair = (self.slack.emoji_list, 3)
        several = run([self.slack.dnd_info, self.slack.dnd_endSnooze])
        desk.persist(desk.files_list, desk.users_info)
        self.slack.stars_list = pair, several
        return self.slack.search_messages, pair
