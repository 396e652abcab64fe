add_library(goodhost_flags INTERFACE)
target_compile_options(goodhost_flags INTERFACE
  -Wall -Wextra -Werror $<$<CXX_COMPILER_ID:GNU>:-Wshadow=local> -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual
  -Wno-missing-field-initializers)
# Debug information is kept small: line tables are enough for a back trace and halve object size.
target_compile_options(goodhost_flags INTERFACE -g1)
target_compile_definitions(goodhost_flags INTERFACE BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
if(CMAKE_CXX_FLAGS MATCHES "-O2" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # It warns of overflows in inlined std::string code that are not there (GCC 105329, 105651); the dev build warns enough.
  target_compile_options(goodhost_flags INTERFACE -Wno-error -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
endif()
if(GOODHOST_SANITIZE)
  # Instrumented code makes compilers warn of what is not there; the plain build is where warnings are errors.
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
