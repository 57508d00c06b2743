// Description: slack
const { WebClient } = require('@slack/web-api');
module.exports = (robot) => {
  const web = new WebClient(robot.adapter.options.token);
  robot.respond(/pin/, (res) => {
    robot.adapter.client.web.pins.add({ channel: res.message.room, timestamp: res.message.id }); // want: pins.add
    robot.adapter.client.web.users.info(res.message.user.id); // want: users.info
    web.conversations.list().then((r) => r); // want: conversations.list
  });
  robot.http('https://slack.com/api/channels.create').query({ name: 'x' }).post()(() => {}); // want: channels.create
};
