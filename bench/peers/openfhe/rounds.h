// How measuring programs talk to `rotunda bench compare`: each line on standard input is answered
// by one measurement of every operation, a line "NAME NANOSECONDS" each, and a line "end".
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace rotunda {

class Rounds {
 public:
  // Operations of one call: what is measured is divided by them.
  void add(std::string name, std::function<void()> operation, int operations = 1) {
    operations_.push_back({std::move(name), std::move(operation), operations});
  }

  // Runs everything once, says that it is ready, and measures until standard input ends.
  void serve() const {
    for (const Operation& operation : operations_) {
      operation.run();
    }
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
      for (const Operation& operation : operations_) {
        std::cout << operation.name << " " << median(operation) / operation.count << "\n";
      }
      std::cout << "end" << std::endl;
    }
  }

 private:
  struct Operation {
    std::string name;
    std::function<void()> run;
    int count;
  };

  static constexpr std::size_t FEWEST = 3;
  static constexpr double LEAST_NANOSECONDS = 3e8;

  // The median of single calls, over 0.3 s and at least three of them.
  static double median(const Operation& operation) {
    std::vector<double> times;
    double total = 0;
    while (times.size() < FEWEST || total < LEAST_NANOSECONDS) {
      auto start = std::chrono::steady_clock::now();
      operation.run();
      std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - start;
      times.push_back(time.count());
      total += time.count();
    }
    auto middle = times.begin() + times.size() / 2;
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
  }

  std::vector<Operation> operations_;
};

}  // namespace rotunda
