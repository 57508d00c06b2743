import aiohttp
import httpx
import requests
from urllib.parse import urljoin

SLACK_URL = "https://slack.com/api/"
HEADERS = {"Authorization": "Bearer x"}


def a():
    requests.post(SLACK_URL + "chat.postMessage", headers=HEADERS, json={})  # want: chat.postMessage
    requests.get(f"{SLACK_URL}users.list", headers=HEADERS)  # want: users.list
    requests.get("%susers.info" % SLACK_URL)  # want: users.info
    requests.get("{}conversations.list".format(SLACK_URL))  # want: conversations.list
    requests.get(urljoin(SLACK_URL, "conversations.history"))  # want: conversations.history
    s = requests.Session()
    s.post("https://slack.com/api/pins.add")  # want: pins.add
    url = "https://slack.com/api/{}".format("files.upload")  # want: files.upload
    requests.post(url)
    url = "https://slack.com/api/%s" % "team.info"  # want: team.info
    requests.post(url)


class Slack:
    BASE_URL = "https://slack.com/api"

    def __init__(self):
        self.session = aiohttp.ClientSession(base_url="https://slack.com")
        self.http = httpx.Client(base_url=self.BASE_URL, headers=HEADERS)

    async def b(self):
        async with self.session.post("/api/reactions.add", json={}) as r:  # want: reactions.add
            await r.json()
        self.http.post("/views.open", json={})  # want: views.open
        self.http.get("auth.test")  # want: auth.test
        self._request("POST", "chat.update", {})  # want: chat.update
        self._get("emoji.list")  # want: emoji.list
        self.query(endpoint="dnd.info")  # want: dnd.info

    def _request(self, verb, method, data):
        url = "{}/{}".format(self.BASE_URL, method)
        return requests.request(verb, url, data=data)

    def _get(self, m):
        return requests.get("/".join([self.BASE_URL, m]))

    def query(self, endpoint):
        url = f"{self.BASE_URL}/{endpoint}"
        return self.http.get(url)
