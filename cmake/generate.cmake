# Sources made at build time from data: SQL statements, migrations, catalogues and web assets.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
set(GENERATED_DIR ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${GENERATED_DIR})
set(GENERATED_SOURCES)
set(generated_outputs)

# A slice has a queries.sql, or a folder queries/ with a file for each of its parts.
file(GLOB_RECURSE query_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src src/*.sql)
list(FILTER query_files INCLUDE REGEX "/queries(/[^/]+)?\\.sql$")
set(query_folders ${query_files})
list(TRANSFORM query_folders REPLACE "/queries(/[^/]+)?\\.sql$" "")
list(REMOVE_DUPLICATES query_folders)
foreach(folder ${query_folders})
  set(inputs ${query_files})
  list(FILTER inputs INCLUDE REGEX "^${folder}/queries(/[^/]+)?\\.sql$")
  list(TRANSFORM inputs PREPEND ${CMAKE_SOURCE_DIR}/src/)
  set(output ${GENERATED_DIR}/${folder}/queries.hpp)
  add_custom_command(OUTPUT ${output}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/queries.py ${folder} ${output} ${inputs}
    DEPENDS ${inputs} tools/queries.py VERBATIM)
  list(APPEND generated_outputs ${output})
endforeach()

file(GLOB_RECURSE migration_files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src src/*.sql)
list(FILTER migration_files INCLUDE REGEX "/migrations/[^/]+\\.sql$")
set(migration_folders)
foreach(migration ${migration_files})
  get_filename_component(folder ${migration} DIRECTORY)
  get_filename_component(folder ${folder} DIRECTORY)
  list(APPEND migration_folders ${folder})
endforeach()
list(REMOVE_DUPLICATES migration_folders)
foreach(folder ${migration_folders})
  set(inputs ${migration_files})
  list(FILTER inputs INCLUDE REGEX "^${folder}/migrations/")
  list(TRANSFORM inputs PREPEND ${CMAKE_SOURCE_DIR}/src/)
  set(output ${GENERATED_DIR}/${folder}/migrations.hpp)
  add_custom_command(OUTPUT ${output}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/migrations.py ${folder} ${output} ${inputs}
    DEPENDS ${inputs} tools/migrations.py VERBATIM)
  list(APPEND generated_outputs ${output})
endforeach()

# A folder of files in the binary: an assembler file of .incbin and a table to find them by name.
function(embed name root)
  cmake_parse_arguments(E "" "" "FILES" ${ARGN})
  set(assembly ${GENERATED_DIR}/embedded_${name}.S)
  set(table ${GENERATED_DIR}/embedded_${name}.cpp)
  set(list_file ${GENERATED_DIR}/embedded_${name}.list)
  string(REPLACE ";" "\n" lines "${E_FILES}")
  file(CONFIGURE OUTPUT ${list_file} CONTENT "${lines}\n")
  add_custom_command(OUTPUT ${assembly} ${table}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/embed.py ${name} ${root} ${list_file} ${assembly} ${table}
    DEPENDS ${E_FILES} ${list_file} tools/embed.py VERBATIM)
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS "${E_FILES}")
  set(GENERATED_SOURCES ${GENERATED_SOURCES} ${assembly} ${table} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE locale_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/locales/*.json)
embed(locales ${CMAKE_SOURCE_DIR}/locales FILES ${locale_files})
file(GLOB_RECURSE web_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/web/*/dist/*)
embed(web ${CMAKE_SOURCE_DIR}/web FILES ${web_files})
file(GLOB_RECURSE seed_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/seed/*.json)
embed(seed ${CMAKE_SOURCE_DIR}/seed FILES ${seed_files})

add_custom_target(goodhost_generated DEPENDS ${generated_outputs})
