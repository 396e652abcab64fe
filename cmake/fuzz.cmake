# fuzz/fuzz_WHAT.cpp becomes the program fuzz_WHAT, over libFuzzer.
set(GOODHOST_FUZZ_COVERS "^src/platform/(config|core|html|http|imap|imports|json|live|lmtp|mail)/|^src/(email/mustache|promises/ical|tickets/search_)"
  CACHE STRING "regular expression: the sources whose branches guide the fuzzer")
set(covered_sources ${core_sources})
list(FILTER covered_sources INCLUDE REGEX "${GOODHOST_FUZZ_COVERS}")
# What -fsanitize=fuzzer-no-link stands for; under that name the precompiled header would have to have it too, and with it all of the core.
set_property(SOURCE ${covered_sources} APPEND PROPERTY COMPILE_OPTIONS
  -fsanitize-coverage=inline-8bit-counters,indirect-calls,trace-cmp,pc-table,stack-depth)
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/fuzz/fuzz_*.cpp)
add_custom_target(goodhost_fuzz)
foreach(source ${fuzz_sources})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} EXCLUDE_FROM_ALL ${source})
  target_link_libraries(${name} PRIVATE goodhost_core)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  add_dependencies(goodhost_fuzz ${name})
endforeach()
