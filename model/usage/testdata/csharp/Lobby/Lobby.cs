using SlackNet;
using SlackNet.WebApi;

namespace Example.Lobby;

public class Lobby
{
    private readonly ISlackApiClient _slack;
    private readonly IRoomStore _rooms;

    /* await _slack.Pins.List("C1"); */
    public async Task Greet(string user)
    {
        var who = await _slack.Users.Info(user); // want: users.info
        await _slack.Chat.PostMessage(new Message { Channel = "C1", Text = who.Name }).ConfigureAwait(false); // want: chat.postMessage
        await _slack.Reactions.AddToMessage("wave", "C1", "1.2"); // want: reactions.add
        await _slack.Views.UpdateByViewId(view, "V1"); // want: views.update
        await _slack.UserProfile.Get(); // want: users.profile.get
        await _slack.Conversations.OpenAndReturnInfo(new[] { user }); // want: conversations.open
        await _rooms.Users.List();
        _rooms.Pins.List("C1");
        Console.WriteLine("_slack.Chat.Delete was called");
        Console.WriteLine(@"a path\");
    }

    public Task<string> Raw(HttpClient slackHttp)
    {
        return slackHttp.PostAsync("https://slack.com/api/auth.revoke", null); // want: auth.revoke
    }
}
