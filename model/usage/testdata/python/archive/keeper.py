from openai import OpenAI
from slack_bolt import App

app = App(token="...")
me = app.client.auth_test()  # want: auth.test


def keep(channel):
    history = app.client.conversations_history(channel=channel)  # want: conversations.history
    client = OpenAI(api_key="...")
    client.files.list()
    return client.chat.completions.create(messages=history)


def people():
    return app.client.users_list()  # want: users.list
