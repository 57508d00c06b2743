function tell(text) {
  var slackApp = SlackApp.create(token);
  slackApp.postMessage('#harbour', text); // want: chat.postMessage
  slackApp.usersList(); // want: users.list
}
