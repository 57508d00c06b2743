// Listeners in a module of their own, as Bolt's guides suggest.
const order = async ({ ack, body, client }) => {
  await ack();
  await client.views.open({ trigger_id: body.trigger_id, view: {} }); // want: views.open
  await client.pins.add({ channel: body.channel }); // want: pins.add
};

const cancel = async ({ respond, client: web }) => {
  await respond('Gone');
  await web.pins.remove({ channel: 'C1' }); // want: pins.remove
};

module.exports = { order, cancel };
