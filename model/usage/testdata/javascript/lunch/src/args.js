const { App } = require('@slack/bolt');

module.exports = (app) => {
  app.command('/menu', async (args) => {
    await args.say('Soup'); // want: chat.postMessage
    await args.client.pins.list({ channel: 'C1' }); // want: pins.list
    await args.chef.say('Soup');
  });
};
