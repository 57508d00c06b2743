from slack_bolt import App
from slack_bolt.oauth.oauth_settings import OAuthSettings


def made(secret):
    return App(oauth_settings=OAuthSettings(client_secret=secret))  # want: oauth.v2.access
