from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
class Bot:
    def __init__(self, token):
        self._c = WebClient(token=token)
        self.w = AsyncWebClient(token=token)
        self.slack = WebClient(token)
    @property
    def conn(self) -> WebClient:
        return self._c
    def go(self):
        self._c.chat_postMessage(channel="C") # want: chat.postMessage
        self.conn.users_list() # want: users.list
        get_client().views_open(trigger_id=1) # want: views.open
        f = self._c.conversations_history # want: conversations.history
        f(channel="C")
        for page in self.slack.conversations_list(limit=9): # want: conversations.list
            pass
        paginate(self._c.users_conversations, user="U") # want: users.conversations
        functools.partial(self._c.reactions_add, name="x")() # want: reactions.add
        self._c.api_call(api_method="pins.add", json={}) # want: pins.add
        self._c.api_call("chat.delete", http_verb="POST") # want: chat.delete
        self._c.files_upload_v2(file="x") # want: files.getUploadURLExternal files.completeUploadExternal
        resp = await self.w.team_info() # want: team.info
        with ThreadPoolExecutor() as ex:
            ex.submit(self._c.users_info, user="U") # want: users.info
        call = getattr(self._c, "emoji_list") # want: emoji.list
        call()
        await asyncio.to_thread(self._c.pins_list, channel="C") # want: pins.list
        retry(lambda: self._c.pins_remove(channel="C")) # want: pins.remove
