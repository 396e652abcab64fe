# The Debian package: `./dev package`.
# `./dev package` has built what it packs.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CMAKE_INSTALL_PREFIX /usr)
install(TARGETS goodhost RUNTIME DESTINATION bin)
install(FILES packaging/goodhost.toml DESTINATION /etc/goodhost)
install(FILES packaging/goodhost.service DESTINATION /lib/systemd/system)
install(FILES LICENSE DESTINATION share/doc/goodhost RENAME copyright OPTIONAL)
install(DIRECTORY packaging/monitoring DESTINATION share/doc/goodhost PATTERN "*.py" EXCLUDE)
install(FILES CHANGELOG.md DESTINATION share/doc/goodhost OPTIONAL)
# The manual page is the program's own help.
install(CODE "execute_process(COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/manpage.py $<TARGET_FILE:goodhost>
  ${CMAKE_BINARY_DIR}/goodhost.1.gz COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${CMAKE_BINARY_DIR}/goodhost.1.gz DESTINATION share/man/man1)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME goodhost)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Goodhost <goodhost@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Customer desk of web hosting companies")
set(CPACK_PACKAGE_DESCRIPTION "One program that serves tickets, mail, chat, the customer portal and the agents' desk,
with SQLite inside or PostgreSQL beside it.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, tzdata, ca-certificates, fonts-noto-core")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libpq5, fonts-noto-cjk")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  "${CMAKE_SOURCE_DIR}/packaging/debian/conffiles;${CMAKE_SOURCE_DIR}/packaging/debian/postinst;${CMAKE_SOURCE_DIR}/packaging/debian/prerm;${CMAKE_SOURCE_DIR}/packaging/debian/postrm")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
