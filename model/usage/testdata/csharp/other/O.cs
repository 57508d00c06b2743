using SlackAPI;
using Slackbot.Net.SlackClients.Http;
class O {
    void A(ISlackClient client) {
        var slack = new SlackTaskClient("t");
        slack.PostMessageAsync("C", "x"); // want: chat.postMessage
        slack.GetUserListAsync(); // want: users.list
        slack.UploadFileAsync(b, "n", new[] { "C" }); // want: files.upload
        client.ChatPostMessage("C", "x"); // want: chat.postMessage
        client.UsersList(); // want: users.list
        client.ConversationsListPublicChannels(); // want: conversations.list
        client.ChatGetPermalink("C", "ts"); // want: chat.getPermalink
        var socket = new SlackSocketClient("t"); // want: rtm.start
    }
}
