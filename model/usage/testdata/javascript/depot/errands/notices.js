const { httpClient } = require('../agent')

async function linkTo(channel, stamp) {
  return httpClient().post('/chat.getPermalink', { channel, message_ts: stamp }) // want: chat.getPermalink
}

async function ask(trigger, form) {
  await httpClient().post('/dialog.open', { trigger_id: trigger, dialog: form }) // want: dialog.open
}

const settings = new Map()
settings.get('/files.list')

module.exports = { linkTo, ask }
