from slack_bolt.async_app import AsyncApp
from slack_bolt import App, Ack, Say
from slack_sdk.errors import SlackApiError
from .handlers import register

app = App(token="x")


@app.command("/go")
def go(ack: Ack, command, client, say: Say, respond):
    ack()
    say(text="x")  # want: chat.postMessage
    respond("y")
    client.views_open(trigger_id=command["trigger_id"], view={})  # want: views.open
    app.client.users_info(user="U")  # want: users.info


@app.event("app_mention")
def m(event, say, context):
    context.client.reactions_add(name="x")  # want: reactions.add
    context["client"].pins_add(channel="C")  # want: pins.add
    say.client.team_info()  # want: team.info
    fn = app.client.chat_update  # want: chat.update
    fn(channel="C")


@app.function("x")
def step(inputs, complete, fail):
    complete({})  # want: functions.completeSuccess
    fail("x")  # want: functions.completeError
