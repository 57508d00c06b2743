const { httpClient } = require('../agent')

module.exports = (router) => router.get('/files.upload', () => httpClient().get('/shelf'))
