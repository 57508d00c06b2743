// The bot of another file: what it is called with says nothing of where it is from.
module.exports = (bot, message) => {
  bot.reply(message, 'Soup it is.'); // want: chat.postMessage
  bot.startPrivateConversation({ user: message.user }, (err, convo) => { // want: im.open
    convo.ask('Which one?', (reply) => convo.say(reply.text)); // want: chat.postMessage chat.postMessage
  });
  bot.api.chat.update({ ts: message.ts }); // want: chat.update
  bot.replyPrivateDelayed(message, 'to a URL');
};
