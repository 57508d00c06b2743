from slack_bolt import App
app = App()
@app.event("app_mention")
def f(event, say, client, context):
    say("x") # want: chat.postMessage
    context.client.users_info(user="U") # want: users.info
    app.client.team_info() # want: team.info
    context.say("y") # want: chat.postMessage
@app.view("x")
async def v(ack, body, client: AsyncWebClient, logger):
    await client.views_update(view_id=1) # want: views.update
@app.function("f")
def fn(complete, fail, inputs):
    complete(outputs={}) # want: functions.completeSuccess
    fail("x") # want: functions.completeError
