# Books, and nothing else.
class Shelf
  def users_list
    client = Storage.new
    client.files_list
    client.users_list
    database.pins_list
  end
end
