require 'httparty'
require 'faraday'
require 'net/http'

class SlackApi
  include HTTParty
  base_uri 'https://slack.com/api'

  def who(user)
    self.class.get('/users.info', query: { user: user }) # want: users.info
  end

  def tell(text)
    self.class.post('/chat.postMessage', body: { text: text }) # want: chat.postMessage
  end
end

class Conn
  API_URL = 'https://slack.com/api/'.freeze

  def conn
    @conn ||= Faraday.new(url: 'https://slack.com/api') { |f| f.request :url_encoded }
  end

  def a = conn.post('chat.update', text: 'x') # want: chat.update

  def b
    conn.get do |req|
      req.url 'users.list' # want: users.list
    end
  end

  def c
    Net::HTTP.post_form(URI.parse('https://slack.com/api/pins.add'), {}) # want: pins.add
    Net::HTTP.post_form(URI("#{API_URL}reactions.add"), {}) # want: reactions.add
    RestClient.post(API_URL + 'views.open', {}) # want: views.open
    HTTParty.get("#{API_URL}team.info") # want: team.info
    request(:post, 'emoji.list') # want: emoji.list
    api_get('dnd.info') # want: dnd.info
  end

  def request(verb, path)
    Faraday.send(verb, "#{API_URL}#{path}")
  end

  def api_get(name)
    uri = URI.join(API_URL, name)
    Net::HTTP.get(uri)
  end
end
