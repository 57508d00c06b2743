from slackclient import SlackClient


class APIWrapper:
    """Hands on what it is asked for: api.users.info."""

    def __init__(self, client, method=''):
        self._client = client
        self._method = method

    def __getattr__(self, item):
        return APIWrapper(self._client, self._method + '.' + item)

    def __call__(self, **kwargs):
        return self._client.api_call(self._method, **kwargs)


class Bot:
    def __init__(self, token):
        self.api = APIWrapper(SlackClient(token))

    def go(self):
        self.api.users.info(user='U')  # want: users.info
        self.api.chat.postMessage(channel='C')  # want: chat.postMessage
        self.db.users.list()
