import requests

ROOT = "https://slack.com/api/"


class Relay:
    def __init__(self, token):
        self.token = token

    def ask(self, what, **arguments):
        return requests.post(f"{ROOT}{what}", json=arguments)

    def ask_all(self, what, **arguments):
        while True:
            yield self.ask(what, **arguments)
