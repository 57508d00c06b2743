from slack_sdk import WebClient


class Harbour(WebClient):
    def people(self):
        return self.users_list()  # want: users.list

    def tell(self, text):
        self.chat_postMessage(channel="C1", text=text)  # want: chat.postMessage


class Other:
    def people(self):
        return self.users_list()
