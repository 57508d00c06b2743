require 'slack-ruby-client'

class Foreman
  ROOT = 'https://slack.com/api'.freeze
  RENAME = 'conversations.rename'.freeze

  def build(room, client)
    send_request('conversations.create', name: room) # want: conversations.create
    send_request RENAME, name: room # want: conversations.rename
    client.public_send(:conversations_info, channel: room) # want: conversations.info
    puts 'pins.add'
    raise 'auth.test'
  end

  def send_request(method, body)
    HTTP.post("#{ROOT}/#{method}", json: body)
  end
end
