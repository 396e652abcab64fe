#include "app/command_line.hpp"

int main(int argc, char** argv) { return goodhost::app::run(argc, argv); }
