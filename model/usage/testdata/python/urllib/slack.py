from urllib.parse import urljoin
import urllib.request
import settings
API_ROOT = "https://slack.com/api/"
def api(name, data):
    req = urllib.request.Request(urljoin(API_ROOT, name), data=data)
    return urllib.request.urlopen(req)
def main():
    api("files.upload", b"") # want: files.upload
    api(name="pins.add", data=b"") # want: pins.add
METHODS = {"post": "chat.postMessage", "update": "chat.update"}
def send(kind):
    return api(METHODS[kind], b"") # want: chat.postMessage chat.update
