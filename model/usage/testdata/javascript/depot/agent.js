const axios = require('axios')
const places = require('./places.json')

module.exports.httpClient = () => axios.create({ baseURL: places.chat.root })
