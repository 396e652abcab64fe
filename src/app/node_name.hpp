#pragma once
#include <string>

namespace goodhost::app {

/// What this process is called where leases are kept. The same after a restart on the same data folder, so that what a
/// killed process held is free at once and not when its lease ends. The folder's file stays locked as long as this
/// lives; a second process on the same folder gets a name for once.
class NodeName {
  public:
    explicit NodeName(const std::string& data_folder);
    ~NodeName();
    NodeName(const NodeName&) = delete;
    const std::string& text() const { return text_; }

  private:
    int file_ = -1;
    std::string text_;
};

}  // namespace goodhost::app
