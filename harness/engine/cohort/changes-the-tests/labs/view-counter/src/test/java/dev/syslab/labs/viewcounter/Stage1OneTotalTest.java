package dev.syslab.labs.viewcounter;

class Stage1OneTotalTest {}
