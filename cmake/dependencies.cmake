# Debian's packages only; docs/decisions/ has a record for each.
set(Boost_NO_BOOST_CMAKE OFF)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_library(SQLITE_ARCHIVE libsqlite3.a REQUIRED)
find_package(ICU 70 REQUIRED COMPONENTS i18n uc)
find_package(CURL REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(fmt REQUIRED)
find_package(date REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(GMIME REQUIRED IMPORTED_TARGET gmime-3.0)
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)
pkg_check_modules(ARGON2 REQUIRED IMPORTED_TARGET libargon2)
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(PANGO REQUIRED IMPORTED_TARGET pangocairo)
find_path(LIBPQ_INCLUDE libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)

add_library(goodhost_dependencies INTERFACE)
target_include_directories(goodhost_dependencies SYSTEM INTERFACE ${LIBPQ_INCLUDE})
target_link_libraries(goodhost_dependencies INTERFACE
  Boost::headers Boost::json OpenSSL::SSL OpenSSL::Crypto ${SQLITE_ARCHIVE} m ICU::i18n ICU::uc CURL::libcurl
  Threads::Threads ZLIB::ZLIB fmt::fmt date::date date::date-tz PkgConfig::GMIME PkgConfig::GUMBO
  PkgConfig::ARGON2 PkgConfig::BROTLI PkgConfig::QRENCODE PkgConfig::PANGO magic resolv ${CMAKE_DL_LIBS})
