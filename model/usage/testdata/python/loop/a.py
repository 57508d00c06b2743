import requests
from slack_sdk import WebClient
client = WebClient(token=t)
for m in ["users.list", "conversations.list"]:
    requests.get("https://slack.com/api/" + m)  # want: users.list conversations.list
for name in ("team.info", "emoji.list"):
    client.api_call(name) # want: team.info emoji.list
