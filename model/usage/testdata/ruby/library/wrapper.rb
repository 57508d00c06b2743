require 'httparty'

# The library's own client, on top of plain requests.
class Wrapper
  include HTTParty
  base_uri 'https://slack.com/api'

  def open_card(view)
    self.class.post('/views.open', body: view) # want: views.open
    self.class.get("/users.info?user=#{view[:user]}") # want: users.info
    get('/reminders.list?pretty=1&token=' + view[:token]) # want: reminders.list
    Slack::chat_update(channel: 'C1') # want: chat.update
  end

  def decoys(server, cards)
    cards.key?('/team.info')
    server.get('/pins.list') { 'answers, and does not ask' }
    stub_request(:post, '/auth.test')
    PATHS.include?('/dnd.info')
  end

  PATHS = ['/bots.info', '/emoji.list'].freeze
end
