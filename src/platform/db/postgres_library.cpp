#include "platform/db/postgres_library.hpp"

#include <dlfcn.h>

#include <string>

#include "platform/core/problem.hpp"

namespace goodhost::db {

namespace {

[[noreturn]] void unavailable(const std::string& why) {
    throw Problem(ProblemKind::unavailable, "platform.database_unavailable",
                  "PostgreSQL needs its client library (Debian package libpq5): " + why);
}

std::string loader_error() {
    const char* text = ::dlerror();
    return text ? text : "unknown error";
}

template <class F>
void look_up(void* library, const char* name, F& function) {
    void* address = ::dlsym(library, name);
    if (!address) unavailable(loader_error());
    function = reinterpret_cast<F>(address);
}

void look_up_pipeline(void* library, Libpq& table) {
    look_up(library, "PQenterPipelineMode", table.enterPipelineMode);
    look_up(library, "PQexitPipelineMode", table.exitPipelineMode);
    look_up(library, "PQpipelineSync", table.pipelineSync);
    look_up(library, "PQsendQuery", table.sendQuery);
    look_up(library, "PQsendQueryParams", table.sendQueryParams);
    look_up(library, "PQsendQueryPrepared", table.sendQueryPrepared);
    look_up(library, "PQgetResult", table.getResult);
}

/// Never unloaded: connections of it live as long as the program.
Libpq load() {
    void* library = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) unavailable(loader_error());
    Libpq table{};
    look_up(library, "PQconnectdbParams", table.connectdbParams);
    look_up(library, "PQfinish", table.finish);
    look_up(library, "PQstatus", table.status);
    look_up(library, "PQerrorMessage", table.errorMessage);
    look_up(library, "PQserverVersion", table.serverVersion);
    look_up(library, "PQparameterStatus", table.parameterStatus);
    look_up(library, "PQsetNoticeProcessor", table.setNoticeProcessor);
    look_up(library, "PQexec", table.exec);
    look_up(library, "PQexecParams", table.execParams);
    look_up(library, "PQprepare", table.prepare);
    look_up(library, "PQexecPrepared", table.execPrepared);
    look_up(library, "PQresultStatus", table.resultStatus);
    look_up(library, "PQresultErrorField", table.resultErrorField);
    look_up(library, "PQclear", table.clear);
    look_up(library, "PQntuples", table.ntuples);
    look_up(library, "PQnfields", table.nfields);
    look_up(library, "PQfname", table.fname);
    look_up(library, "PQftype", table.ftype);
    look_up(library, "PQgetisnull", table.getisnull);
    look_up(library, "PQgetvalue", table.getvalue);
    look_up(library, "PQgetlength", table.getlength);
    look_up(library, "PQcmdTuples", table.cmdTuples);
    look_up(library, "PQcmdStatus", table.cmdStatus);
    look_up_pipeline(library, table);
    look_up(library, "PQsocket", table.socket);
    look_up(library, "PQconsumeInput", table.consumeInput);
    look_up(library, "PQnotifies", table.notifies);
    look_up(library, "PQfreemem", table.freemem);
    return table;
}

}  // namespace

const Libpq& libpq() {
    static const Libpq table = load();
    return table;
}

}  // namespace goodhost::db
