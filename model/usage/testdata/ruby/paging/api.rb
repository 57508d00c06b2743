class Ledger
  BASE_URL = 'https://slack.com/api'.freeze

  def users
    collect 'members', 'users.list', count: 1000 # want: users.list
  end

  def channels
    collect('channels', 'channels.list') # want: channels.list
  end

  private

  def collect(key, url, options = {}, data = [])
    body = authorized url, options
    data += body[key]
    return data unless body['has_more']
    collect key, url, options, data
  end

  def authorized(url, options)
    base url, options.merge(token: @token)
  end

  def base(url, data)
    response = Faraday.post(File.join(BASE_URL, url)) do |faraday|
      faraday.params = data
    end
    JSON.parse(response.body)
  end
end
