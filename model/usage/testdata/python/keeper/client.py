from slackclient import SlackClient


class Keeper:
    def __init__(self):
        self.retrier = Retrying(stop=stop_after_attempt(5))

    def past(self, team, channel):
        slack_client = self._client_of(team)
        answer = self.retrier.call(slack_client.api_call, method="channels.history",  # want: channels.history
                                   channel=channel)
        self.retrier.call(slack_client.api_call, "users.info", user="U1")  # want: users.info
        return answer
