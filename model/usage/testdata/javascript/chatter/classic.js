var Botkit = require('botkit');
var controller = Botkit.slackbot({ debug: false });
var bot = controller.spawn({ token: process.env.token }).startRTM(); // want: rtm.connect

controller.hears(['hello'], 'direct_message', function (bot, message) {
  bot.api.reactions.add({ timestamp: message.ts, channel: message.channel, name: 'robot_face' }, function (err, res) {}); // want: reactions.add
  bot.reply(message, 'Hello.'); // want: chat.postMessage
  bot.startConversation(message, function (err, convo) { convo.say('x'); }); // want: chat.postMessage
  bot.startPrivateConversation({ user: 'U1' }, function (err, convo) {}); // want: conversations.open
  bot.api.users.list({}, function (err, response) {}); // want: users.list
  controller.storage.users.get(message.user, function (err, user) {});
});
