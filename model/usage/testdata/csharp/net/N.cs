using SlackNet;
using SlackNet.WebApi;
class N {
    readonly ISlackApiClient slack;
    async Task A(ISlackApiClient api, CancellationToken ct) {
        await slack.Chat.PostMessage(new Message()); // want: chat.postMessage
        await api.Conversations.History("C"); // want: conversations.history
        await api.WithAccessToken("t").Users.Info("U"); // want: users.info
        await new SlackServiceBuilder().UseApiToken("t").GetApiClient().Users.List(); // want: users.list
        await api.Files.Upload(new FileUpload("a", x)); // want: files.getUploadURLExternal files.completeUploadExternal
    }
}
