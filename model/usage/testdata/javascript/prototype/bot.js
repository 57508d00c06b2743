const Slackbots = require('slackbots');

Slackbots.prototype.erase = function (id, ts) {
  return this._api('chat.delete', { ts, channel: id }); // want: chat.delete
};
