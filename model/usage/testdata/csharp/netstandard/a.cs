using Slack.NetStandard;
using Slack.NetStandard.Socket;
using Slack.NetStandard.WebApi.Chat;
namespace Acme.Slack.Core;
public class Recv {
   private readonly ISlackApiClient _apiClient;
   private readonly SocketModeClient _slackClient;
   public async Task Run() {
      await _slackClient.ConnectAsync(_app, token); // want: apps.connections.open
      await _apiClient.Chat.Post(new PostMessageRequest { Channel = c }); // want: chat.postMessage
      var l = await _apiClient.Conversations.List(new ConversationListRequest()); // want: conversations.list
      await _apiClient.Chat.Update(new UpdateMessageRequest()); // want: chat.update
      await _apiClient.Chat.PostEphemeral(new PostMessageRequest()); // want: chat.postEphemeral
      await _apiClient.View.Open(t, v); // want: views.open
      await _apiClient.Users.Info(u); // want: users.info
   }
}
