// The parts of Asio and Beast that need compiling once; see the SEPARATE_COMPILATION definitions in
// cmake/warnings.cmake.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
