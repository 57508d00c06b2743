const slack = require('slack');
const bluebird = require('bluebird');
const chat = bluebird.promisifyAll(slack.chat);
module.exports.prompt = (channel) => chat.update({ channel }); // want: chat.update
