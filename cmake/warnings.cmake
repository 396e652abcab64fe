add_library(goodhost_flags INTERFACE)
target_compile_options(goodhost_flags INTERFACE
  -Wall -Wextra -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -Wno-missing-field-initializers)
# libstdc++ 12 says this of its own std::stable_sort, in every file that sorts.
target_compile_options(goodhost_flags INTERFACE -Wno-deprecated-declarations)
# Debug information is kept small: line tables are enough for a back trace and halve object size.
target_compile_options(goodhost_flags INTERFACE -g1)
target_compile_definitions(goodhost_flags INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
if(GOODHOST_SANITIZE)
  # Where warnings are errors is the plain build.
  target_compile_options(goodhost_flags INTERFACE -Wno-error)
  target_compile_options(goodhost_flags INTERFACE -fsanitize=${GOODHOST_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(goodhost_flags INTERFACE -fsanitize=${GOODHOST_SANITIZE})
  if(GOODHOST_SANITIZE MATCHES undefined)
    # A third of the compile time: the address sanitizer meets what these four would where it does harm.
    target_compile_options(goodhost_flags INTERFACE -fno-sanitize=null,alignment,object-size,vptr)
  endif()
  if(GOODHOST_SANITIZE STREQUAL "thread")
    # The thread sanitizer does not model fences; Asio's own locks remain.
    target_compile_definitions(goodhost_flags INTERFACE BOOST_ASIO_DISABLE_FENCED_BLOCK)
  endif()
endif()
target_compile_definitions(goodhost_flags INTERFACE GOODHOST_VERSION="${PROJECT_VERSION}")
