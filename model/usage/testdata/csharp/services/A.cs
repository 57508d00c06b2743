using SlackNet;
using SlackNet.WebApi;
public class A {
  private readonly ISlackApiClient _slack;
  public async Task Go() {
    await _slack.Chat.PostMessage(new Message()); // want: chat.postMessage
    await _slack.Conversations.List(); // want: conversations.list
    await _slack.Views.Open(t, v); // want: views.open
    await _slack.Users.LookupByEmail(e); // want: users.lookupByEmail
    await _slack.Chat.Update(m); // want: chat.update
    await _slack.Get("emoji.list", args); // want: emoji.list
    var client = _services.GetApiClient();
    await client.Pins.AddMessage(c, ts); // want: pins.add
  }
}
