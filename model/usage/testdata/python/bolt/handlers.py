def register(app):
    app.action("x")(clicked)


def clicked(ack, body, client, say):
    ack()
    client.chat_delete(channel="C", ts="1")  # want: chat.delete
    say("hi")  # want: chat.postMessage
    _post(client, "x")


def _post(client, text):
    client.chat_postEphemeral(channel="C", user="U", text=text)  # want: chat.postEphemeral
    client.users_list()  # want: users.list


class Service:
    def __init__(self, client):
        self.client = client
        self.web = client

    def run(self):
        self.client.users_profile_get(user="U")  # want: users.profile.get
        self.web.emoji_list()  # want: emoji.list
