import requests

API = "https://slack.com/api"


def post(token, text):
    requests.post("https://slack.com/api/chat.scheduleMessage", headers={})  # want: chat.scheduleMessage
    requests.get(f"{API}/emoji.list", headers={})  # want: emoji.list
    requests.get(API + "/pins.list")  # want: pins.list
    requests.get("https://example.com/users.list")
    requests.post(
        "{}/{}".format(API, "reminders"),
        # requests.post(API + "/reminders.add")
        json={"text": text},
    )
