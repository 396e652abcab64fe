#pragma once
#include <libpq-fe.h>

namespace goodhost::db {

/// The functions of libpq that we call. The library is loaded when PostgreSQL is asked for, so that the program runs
/// without it. Named as in the library's documentation, without PQ.
struct Libpq {
    decltype(&PQconnectdbParams) connectdbParams;
    decltype(&PQfinish) finish;
    decltype(&PQstatus) status;
    decltype(&PQerrorMessage) errorMessage;
    decltype(&PQserverVersion) serverVersion;
    decltype(&PQparameterStatus) parameterStatus;
    decltype(&PQsetNoticeProcessor) setNoticeProcessor;
    decltype(&PQexec) exec;
    decltype(&PQexecParams) execParams;
    decltype(&PQprepare) prepare;
    decltype(&PQexecPrepared) execPrepared;
    decltype(&PQresultStatus) resultStatus;
    decltype(&PQresultErrorField) resultErrorField;
    decltype(&PQclear) clear;
    decltype(&PQntuples) ntuples;
    decltype(&PQnfields) nfields;
    decltype(&PQfname) fname;
    decltype(&PQftype) ftype;
    decltype(&PQgetisnull) getisnull;
    decltype(&PQgetvalue) getvalue;
    decltype(&PQgetlength) getlength;
    decltype(&PQcmdTuples) cmdTuples;
    decltype(&PQcmdStatus) cmdStatus;
    decltype(&PQenterPipelineMode) enterPipelineMode;
    decltype(&PQexitPipelineMode) exitPipelineMode;
    decltype(&PQpipelineSync) pipelineSync;
    decltype(&PQsendQuery) sendQuery;
    decltype(&PQsendQueryParams) sendQueryParams;
    decltype(&PQsendQueryPrepared) sendQueryPrepared;
    decltype(&PQgetResult) getResult;
    decltype(&PQsocket) socket;
    decltype(&PQconsumeInput) consumeInput;
    decltype(&PQnotifies) notifies;
    decltype(&PQfreemem) freemem;
};

/// Throws Problem unavailable when the library is not installed. Thread-safe.
const Libpq& libpq();

}  // namespace goodhost::db
