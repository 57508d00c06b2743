import requests
URL = "https://slack.com/api/{}"
NAMED = "https://slack.com/api/{method}"
PCT = "https://slack.com/api/%s"
def call(method, **kw):
    return requests.post(URL.format(method), data=kw).json()
def named(name):
    return requests.get(NAMED.format(method=name))
def pct(verb):
    return requests.get(PCT % verb)
call("users.list") # want: users.list
named("team.info") # want: team.info
named(name="pins.list") # want: pins.list
pct("emoji.list") # want: emoji.list
requests.get(URL.format("pins.add")) # want: pins.add
